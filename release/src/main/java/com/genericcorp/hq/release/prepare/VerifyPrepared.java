package com.genericcorp.hq.release.prepare;

import com.genericcorp.hq.cli.Failed;
import com.genericcorp.hq.cli.Step;
import com.genericcorp.hq.release.sign.SecretKey;
import com.genericcorp.hq.release.verify.Finding;
import com.genericcorp.hq.release.verify.Verification;
import java.util.Optional;

/** As a customer will. */
final class VerifyPrepared implements Step<Preparation> {
  @Override
  public String name() {
    return "Verify it as a customer will";
  }

  @Override
  public void run(Preparation preparation) {
    Optional<SecretKey> key = preparation.given().key();
    Verification verification =
        new Verification(preparation.assets(), key.map(SecretKey::publicKey), key.isPresent());
    for (Finding one : verification.run(Optional.empty(), true)) {
      if (!one.right()) {
        throw new Failed("%s %s", one.what(), one.remark());
      }
    }
  }
}
