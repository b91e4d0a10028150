package com.genericcorp.hq.verify.checks;

import com.genericcorp.hq.verify.targets.Target;
import com.genericcorp.hq.verify.wire.NoAnswer;
import com.genericcorp.hq.verify.wire.OldHandshake;
import com.genericcorp.hq.verify.wire.OldVersion;
import java.util.ArrayList;
import java.util.List;

/**
 * A modern handshake succeeds, and one of each older version is refused. The first is what makes
 * the second meaningful: a server that cuts every connection refuses old versions, too.
 */
public final class TlsVersions implements Check {
  @Override
  public String name() {
    return "tls-versions";
  }

  @Override
  public String expected(Target target) {
    return "TLS 1.2 or 1.3 spoken; TLS 1.1, TLS 1.0 and SSL 3.0 refused";
  }

  @Override
  public Finding look(Site site) throws NoAnswer, InterruptedException {
    String host = site.target().publicHost();
    String spoken = site.wire().peer(host).protocol();
    List<String> refused = new ArrayList<>();
    List<String> accepted = new ArrayList<>();
    for (OldVersion version : OldVersion.values()) {
      OldHandshake answer = site.wire().offer(host, version);
      if (answer.refused()) {
        refused.add(version.title());
      } else {
        accepted.add(version.title() + " (" + answer.words() + ")");
      }
    }
    String seen = spoken + " spoken";
    seen += refused.isEmpty() ? "" : "; refused: " + String.join(", ", refused);
    seen += accepted.isEmpty() ? "" : "; not refused: " + String.join(", ", accepted);
    return new Finding(accepted.isEmpty(), seen);
  }
}
