package com.genericcorp.hq.verify.checks;

import com.genericcorp.hq.verify.targets.Target;
import com.genericcorp.hq.verify.wire.NoAnswer;
import com.genericcorp.hq.verify.wire.Peer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The certificates lead to an authority that the environment's users trust. */
public final class CertificateTrust implements Check {
  @Override
  public String name() {
    return "certificate-chain";
  }

  @Override
  public String expected(Target target) {
    return target.ca() == null
        ? "a chain to an authority that this system trusts"
        : "a chain to an authority in " + target.ca();
  }

  @Override
  public Finding look(Site site) throws NoAnswer, InterruptedException {
    List<String> faults = new ArrayList<>();
    String issuer = "";
    for (String host : site.hosts()) {
      Peer peer = site.wire().peer(host);
      issuer = peer.chain().get(0).getIssuerX500Principal().getName();
      Optional<String> objection = site.wire().objection(peer.chain());
      if (objection.isPresent()) {
        faults.add(host + ": " + objection.get() + "; issued by " + issuer);
      }
    }
    return faults.isEmpty()
        ? Finding.good("trusted; issued by " + issuer)
        : Finding.fault(String.join("; ", faults));
  }
}
