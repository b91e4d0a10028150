package com.genericcorp.hq.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class PostmasterFileTest {
  @Test
  void tellsProcessPortAndReadiness() {
    List<String> lines =
        List.of("412", "/data", "1790000000", "5433", "", "127.0.0.1", "  5432  1", "ready   ");
    assertThat(PostmasterFile.parse(lines)).contains(new PostmasterFile(412, 5433, true));
  }

  @Test
  void aServerThatStillStartsIsNotReady() {
    assertThat(PostmasterFile.parse(List.of("412", "/data", "1790000000", "5433")))
        .contains(new PostmasterFile(412, 5433, false));
    assertThat(PostmasterFile.parse(List.of("412"))).contains(new PostmasterFile(412, 0, false));
  }

  @Test
  void aSingleUserServerHasANegativeProcessId() {
    assertThat(PostmasterFile.parse(List.of("-412", "/data", "1790000000")))
        .contains(new PostmasterFile(412, 0, false));
  }

  @Test
  void whatIsHalfWrittenTellsNothing() {
    assertThat(PostmasterFile.parse(List.of())).isEmpty();
    assertThat(PostmasterFile.parse(List.of("", "/data"))).isEmpty();
    assertThat(PostmasterFile.parse(List.of("412", "/data", "179", "54x3"))).isEmpty();
  }
}
