package com.genericcorp.hq.checks;

import static org.assertj.core.api.Assertions.assertThat;

import com.genericcorp.hq.cli.InvalidInput;
import com.genericcorp.hq.model.Slug;
import com.genericcorp.hq.verify.checks.Site;
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
