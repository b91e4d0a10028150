package com.genericcorp.hq.checks;

import static org.assertj.core.api.Assertions.assertThat;

import com.genericcorp.hq.cli.InvalidInput;
import com.genericcorp.hq.model.Aws;
import com.genericcorp.hq.model.Environments;
import com.genericcorp.hq.model.Slug;
import com.genericcorp.hq.server.http.PublicServer;
import com.genericcorp.hq.server.tenancy.ProbeKey;
import com.genericcorp.hq.stacks.edge.Edge;
import com.genericcorp.hq.verify.checks.Site;
import com.genericcorp.hq.verify.targets.ProbeSecret;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Where the descriptions and the server say the same thing, they say it alike. */
class ContractTest {
  @Test
  void bothRefuseTheSameReservedNames() {
    assertThat(Slug.reserved()).isEqualTo(com.genericcorp.hq.server.tenancy.Slug.reserved());
  }

  @Test
  void theHostWhereTheProbesKeyIsRefusedHasACertificate() {
    assertThat(com.genericcorp.hq.server.tenancy.Slug.PROBE_ELSEWHERE.value())
        .isEqualTo(Site.ELSEWHERE);
  }

  @Test
  void bothMakeTheSameKeyOfTheProbesSecret() {
    for (String secret : List.of("x".repeat(32), " 0123456789 äöü 0123456789 ABCDEFGHIJ\n")) {
      assertThat(ProbeSecret.key(secret, "the test").reveal())
          .isEqualTo(ProbeKey.of(secret).reveal());
    }
  }

  @Test
  void theServersImageTrustsTheDatabasesOfEveryRegionThatIsDescribed() throws IOException {
    String roots = Files.readString(Repository.root().resolve("images/server/rds-ca.pem"));
    List<String> regions =
        new Environments(Repository.root().resolve("environments"))
            .loadAll().stream().flatMap(one -> one.aws().stream()).map(Aws::region).toList();
    assertThat(regions)
        .isNotEmpty()
        .allMatch(region -> roots.contains("Amazon RDS " + region + " Root CA"));
  }

  @Test
  void theLoadBalancerLetsGoOfASilentConnectionBeforeTheServerDoes() {
    assertThat(Edge.IDLE_SECONDS).isBetween(11, (int) PublicServer.IDLE.toSeconds() - 2);
  }

  @Test
  void bothTakeTheSameSlugs() {
    List<String> texts =
        List.of(
            "a",
            "a1",
            "a-1",
            "a--1",
            "-a",
            "a-",
            "1a",
            "A",
            "",
            "a_b",
            "a.b",
            "é",
            "x".repeat(40),
            "x".repeat(41),
            "x".repeat(39) + "-",
            "www");
    for (String text : texts) {
      assertThat(takenByModel(text)).as(text).isEqualTo(takenByServer(text));
    }
  }

  private static boolean takenByModel(String text) {
    try {
      return !new Slug(text).value().isEmpty();
    } catch (InvalidInput refused) {
      return false;
    }
  }

  private static boolean takenByServer(String text) {
    try {
      return !com.genericcorp.hq.server.tenancy.Slug.forCustomer(text).value().isEmpty();
    } catch (InvalidInput refused) {
      return false;
    }
  }
}
