package com.genericcorp.hq.server.place;

import java.io.IOException;
import java.io.OutputStream;

/** Where exports are put. A file there is whole or not there, whenever its writer is killed. */
public interface ExportPlace {
  /**
   * Begins a file. What a killed writer left of the same owner's is taken away first, so nobody
   * else may write of that owner meanwhile.
   *
   * @param owner whose file it is: an organisation's slug
   * @param name the file's name; a place that is one file goes by its own
   * @param expectedBytes what it may come to; a place that has not the room refuses
   */
  Writing write(String owner, String name, long expectedBytes) throws IOException;

  /** What it is called in messages. */
  String shown();

  /** A file being written; closed without a commit, it never was. */
  interface Writing extends AutoCloseable {
    OutputStream stream();

    /** Makes it a file of the place; returns where it is, as restore takes it. */
    String commit() throws IOException;

    @Override
    void close() throws IOException;
  }
}
