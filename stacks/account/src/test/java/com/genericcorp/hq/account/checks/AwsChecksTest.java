package com.genericcorp.hq.account.checks;

import static org.assertj.core.api.Assertions.assertThat;

import com.genericcorp.hq.model.Repository;
import java.nio.file.Files;
import java.util.List;
import org.junit.jupiter.api.Test;

class AwsChecksTest {
  private static final List<String> NAMES = AwsChecks.all().stream().map(AwsCheck::name).toList();

  @Test
  void eachHasANameOfItsOwnAndIsInTheDocument() throws Exception {
    assertThat(NAMES).doesNotHaveDuplicates().hasSizeGreaterThan(40);
    String document = Files.readString(Repository.find().root().resolve("docs/aws-verify.md"));
    for (String name : NAMES) {
      assertThat(document).contains("`" + name + "`");
    }
  }
}
