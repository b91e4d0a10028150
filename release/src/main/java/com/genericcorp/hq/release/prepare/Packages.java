package com.genericcorp.hq.release.prepare;

import com.genericcorp.hq.release.sign.SecretKey;
import com.genericcorp.hq.release.version.Version;
import java.nio.file.Path;
import java.util.Optional;

/** Where a version's packages come from. */
public interface Packages {
  /**
   * Puts {@code agenthq-<version>.tar.gz}, {@code agenthq-<version>-offline.tar.gz} and the images'
   * bills of materials into a folder.
   *
   * @param key signs what is inside, where there is one
   */
  void assemble(Version version, Path folder, Optional<SecretKey> key);
}
