package com.genericcorp.hq.deploy.image;

import java.util.function.Consumer;

/** Where the image comes from that an environment's server is to run. */
public interface ServerImage {
  /** For people: "built from this working copy". */
  String origin();

  /**
   * Sees to it that the image is in the account's registry.
   *
   * @param progress hears of what is done for it
   * @return its digest there, {@code sha256:…}
   */
  String provide(Consumer<String> progress) throws InterruptedException;
}
