package com.genericcorp.hq.server.place;

import java.io.IOException;
import java.io.InputStream;

/** A file that can be read from its start again: a local one, or an object in a bucket. */
public interface ExportSource {
  /** Reads the same bytes as the first time, or fails. */
  InputStream open() throws IOException;

  /** What it is called in messages. */
  String shown();
}
