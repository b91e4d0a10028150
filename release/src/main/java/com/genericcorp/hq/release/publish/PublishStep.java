package com.genericcorp.hq.release.publish;

import com.genericcorp.hq.cli.Step;

/** A step that can be rehearsed: reading only, and saying what it would do. */
interface PublishStep extends Step<Publication> {
  /** Reads what the step would look at, and says what it would do. */
  void rehearse(Publication publication) throws Exception;
}
