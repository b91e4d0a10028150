package com.genericcorp.hq.domain.checks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.genericcorp.hq.cli.InvalidInput;
import com.genericcorp.hq.model.Environments;
import com.genericcorp.hq.model.Repository;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QuestionTest {
  private static final Environments ENVIRONMENTS =
      new Environments(Repository.find().environments());

  private static Question of(String written) {
    return Question.of(written, ENVIRONMENTS);
  }

  @Test
  void anEnvironmentIsItsPublicHost() {
    assertThat(of("demo"))
        .isEqualTo(of("Demo.GenericCorp.com."))
        .returns("demo.genericcorp.com", Question::host)
        .returns("*.demo.genericcorp.com", Question::wildcard)
        .returns("demo.genericcorp.com", Question::zone)
        .returns("genericcorp.com", Question::domain)
        .returns("demo", Question::environmentName);
    assertThat(of("demo").alternatives()).contains("agenthq.dev");
  }

  @Test
  void aHostOfNoEnvironmentIsLookedAtAsItsDomain() {
    assertThat(of("www.example.co.uk"))
        .returns("*.www.example.co.uk", Question::wildcard)
        .returns("example.co.uk", Question::zone)
        .returns("ENVIRONMENT", Question::environmentName)
        .matches(question -> question.environment().isEmpty());
    assertThat(of("bücher.example.com").host()).isEqualTo("xn--bcher-kva.example.com");
  }

  @ParameterizedTest
  @CsvSource({
    "a.b.genericcorp.com, genericcorp.com",
    "example.co.uk, example.co.uk",
    "me.github.io, github.io", // a suffix of a company, not of a registry
    "a.city.kawasaki.jp, city.kawasaki.jp",
    "a.b.nosuchtld, b.nosuchtld"
  })
  void whatIsRegisteredFollowsFromTheListOfSuffixes(String host, String domain) {
    assertThat(Question.domain(host)).isEqualTo(domain);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          nowhere       | there is no environment 'nowhere'
          local         | environment local is on platform embedded
          co.uk         | co.uk is where others register their domains
          a..com        | 'a..com' is neither an environment nor a host
          -a.com        | '-a.com' is neither an environment nor a host
          a b.com       | 'a b.com' is neither an environment nor a host
          https://a.com | 'https://a.com' is neither an environment nor a host
          192.0.2.1     | '192.0.2.1' is neither an environment nor a host
          """)
  void whatIsNeitherIsRefused(String written, String why) {
    assertThatThrownBy(() -> of(written))
        .isInstanceOf(InvalidInput.class)
        .hasMessageStartingWith(why);
  }
}
