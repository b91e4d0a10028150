package com.genericcorp.hq.release.prepare;

import com.genericcorp.hq.cli.Step;
import com.genericcorp.hq.cli.files.AtomicFile;
import com.genericcorp.hq.release.assets.Asset;
import com.genericcorp.hq.release.assets.Checksums;
import com.genericcorp.hq.release.sign.Minisign;
import com.genericcorp.hq.release.sign.SecretKey;
import com.genericcorp.hq.release.verify.Verification;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/** Checksums of everything, signed where a key is set. */
final class SumUp implements Step<Preparation> {
  @Override
  public String name() {
    return "Write and sign the checksums";
  }

  @Override
  public void run(Preparation preparation) throws IOException {
    Optional<SecretKey> key = preparation.given().key();
    Path folder = preparation.assets();
    if (key.isPresent()) {
      AtomicFile.write(folder.resolve(Verification.KEY_FILE), key.get().publicKey().file());
    }
    Path sums = folder.resolve(Checksums.FILE);
    AtomicFile.write(sums, Checksums.of(Asset.in(folder)).text());
    if (key.isPresent()) {
      String comment =
          "agenthq %s, commit %s"
              .formatted(preparation.version(), preparation.given().history().head().name());
      AtomicFile.write(
          folder.resolve(Checksums.FILE + Minisign.SUFFIX),
          Minisign.sign(key.get(), sums, comment));
    }
  }
}
