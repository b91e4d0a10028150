package com.genericcorp.hq.verify.checks;

import static org.assertj.core.api.Assertions.assertThat;

import com.genericcorp.hq.verify.Report;
import com.genericcorp.hq.verify.Result;
import com.genericcorp.hq.verify.Verification;
import com.genericcorp.hq.verify.demo.DemoEnvironment;
import com.genericcorp.hq.verify.demo.Fixture;
import com.genericcorp.hq.verify.wire.Limits;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TaskRunsTest extends BrokenEnvironment {
  @ParameterizedTest
  @ValueSource(strings = {"failed", "cancelled", "", "sleeping"})
  void aTaskWithAnotherEndFails(String end) {
    environment.taskStates = new String[] {"queued", end};

    assertThat(onlyFailure().seen())
        .startsWith(end.isEmpty() ? "no status after " : end + " after ");
  }

  @ParameterizedTest
  @ValueSource(strings = {"queued", "running"})
  void aTaskThatNeverEndsFailsWhenItsTimeIsOver(String state) {
    environment.taskStates = new String[] {state};
    Limits patient = Fixture.PATIENT;
    Limits limits =
        new Limits(
            patient.connect(),
            patient.exchange(),
            Duration.ofMillis(700),
            patient.total(),
            patient.headerBytes(),
            patient.bodyBytes());

    Report report = run(limits);

    assertThat(Fixture.onlyFailure(report, "task").seen())
        .isEqualTo(state + " after 700 ms: no worker finishes it");
  }

  @Test
  void aTaskThatIsNotAcceptedFailsWithTheServersReason() {
    environment.instead.put(
        "/api/tasks", exchange -> DemoEnvironment.problem(exchange, 429, "too many tasks"));

    assertThat(onlyFailure().seen())
        .isEqualTo("POST /api/tasks answered 429: too many tasks; 201 was expected");
  }

  @Test
  void agentsThatCannotBeListedFail() {
    environment.instead.put(
        "/api/agents", exchange -> DemoEnvironment.problem(exchange, 500, "broken"));

    assertThat(onlyFailure().seen()).startsWith("GET /api/agents answered 500: broken");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "no JSON", "[]", "{}", "{\"items\":7}", "{\"items\":[{\"name\":\"verify\"}]}"})
  void anAnswerThatIsNotTheApisFails(String answer) {
    environment.instead.put("/api/agents", exchange -> DemoEnvironment.send(exchange, 200, answer));

    onlyFailure();
  }

  @Test
  void anIdThatWouldLeadElsewhereIsNotFollowed() {
    environment.instead.put(
        "/api/tasks",
        exchange -> DemoEnvironment.send(exchange, 201, "{\"id\":\"../../admin?x=\"}"));

    assertThat(onlyFailure().seen()).isEqualTo("an answer of the API has no usable 'id'");
  }

  @Test
  void anAgentThatAnotherVerificationHasJustMadeIsUsed() {
    AtomicInteger asked = new AtomicInteger();
    environment.addAgent("verify");
    environment.instead.put(
        "/api/agents",
        exchange -> {
          if (exchange.getRequestMethod().equals("POST")) {
            DemoEnvironment.problem(exchange, 409, "there is one of that name");
          } else if (asked.getAndIncrement() == 0) {
            DemoEnvironment.send(exchange, 200, "{\"items\":[],\"next\":null}");
          } else {
            environment.api(exchange, "/api/agents");
          }
        });

    assertThat(run(Fixture.PATIENT).failed()).isEmpty();
  }

  /** By itself: what is wrong with tasks is wrong with other checks, too. */
  private Result onlyFailure() {
    return Fixture.onlyFailure(run(Fixture.PATIENT), "task");
  }

  private Report run(Limits limits) {
    return Verification.run(List.of(new TaskRuns()), fixture.target(environment), limits);
  }
}
