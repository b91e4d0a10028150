package com.genericcorp.hq.verify;

import com.genericcorp.hq.verify.targets.ApiKey;
import java.util.List;

/** One environment, seen from within. */
public interface Inside extends AutoCloseable {
  /**
   * The key of the probe organisation.
   *
   * @throws com.genericcorp.hq.cli.Failed when it cannot be read
   */
  ApiKey probeKey();

  /** Looks once at everything that the platform can tell. */
  List<Result> look();

  @Override
  void close();
}
