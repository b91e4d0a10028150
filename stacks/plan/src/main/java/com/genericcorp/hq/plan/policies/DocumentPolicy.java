package com.genericcorp.hq.plan.policies;

import com.fasterxml.jackson.databind.JsonNode;
import com.genericcorp.hq.plan.capture.Captured;
import java.util.List;
import java.util.Optional;

/** A policy about each statement of IAM's documents that allows something. */
abstract class DocumentPolicy extends Policy {
  DocumentPolicy(String id, String rule, String remedy) {
    super(id, rule, remedy);
  }

  @Override
  public List<Finding> findings(Scene scene) {
    return scene.inventory().inAws().stream()
        .filter(one -> Statements.HOLDERS.contains(one.type()))
        .map(one -> new Finding(this, one.name(), first(one)))
        .toList();
  }

  private Optional<String> first(Captured holder) {
    return Statements.allowing(holder, "policy").stream()
        .map(one -> problem(Statements.texts(one.path("Action")), one))
        .flatMap(Optional::stream)
        .findFirst();
  }

  abstract Optional<String> problem(List<String> actions, JsonNode statement);
}
