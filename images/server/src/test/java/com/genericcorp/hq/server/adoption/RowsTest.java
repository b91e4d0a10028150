package com.genericcorp.hq.server.adoption;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class RowsTest {
  private static final UUID DNS = UUID.fromString("6ba7b810-9dad-11d1-80b4-00c04fd430c8");

  @Test
  void idsAreThoseOfTheStandard() {
    // RFC 9562, appendix A.4.
    assertThat(NameUuid.uuid(DNS, "www.example.com"))
        .hasToString("2ed6657d-e927-568b-95e1-2665a8aea6a2");
  }

  @Test
  void aChecksumTellsRowsNotTheirOrder() {
    assertThat(total("a\t1", "b\t2", "c\t3")).isEqualTo(total("c\t3", "a\t1", "b\t2"));
    assertThat(total("a\t1", "b\t2")).isNotEqualTo(total("a\t1", "b\t3"));
    assertThat(total("a", "a").checksum()).isNotEqualTo(total("b", "b").checksum());
    // One row's is its SHA-256; the sum carries from digit to digit.
    assertThat(total("abc").checksum())
        .isEqualTo("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    assertThat(total("abc", "abc").checksum())
        .isEqualTo("74f02d7f1e039fd4828281bcbb5c44476006c3472c2ef5396821fec3e4002b5a");
  }

  @Test
  void idsAreReplacedInTheirCellsAndNullsStay() {
    IdCells cells = new IdCells(Map.of(0, "Bot", 2, "User"));
    assertThat(replaced(cells, "x\tkept\ty"))
        .isEqualTo(NameUuid.of("Bot", "x") + "\tkept\t" + NameUuid.of("User", "y"));
    assertThat(replaced(cells, "a\\tb\\\\c\t\\N\t\\N"))
        .isEqualTo(NameUuid.of("Bot", "a\tb\\c") + "\t\\N\t\\N");
  }

  private static String replaced(IdCells cells, String row) {
    byte[] bytes = row.getBytes(StandardCharsets.UTF_8);
    return new String(cells.replaced(bytes, bytes.length), StandardCharsets.UTF_8);
  }

  private static RowDigest.Total total(String... rows) {
    RowDigest digest = new RowDigest();
    for (String row : List.of(rows)) {
      byte[] bytes = row.getBytes(StandardCharsets.UTF_8);
      digest.add(bytes, bytes.length);
    }
    return digest.total();
  }
}
