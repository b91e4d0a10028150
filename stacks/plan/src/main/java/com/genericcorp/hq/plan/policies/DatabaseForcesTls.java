package com.genericcorp.hq.plan.policies;

import com.genericcorp.hq.plan.capture.Captured;
import com.genericcorp.hq.plan.capture.Types;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** Nobody speaks to it in the clear, whatever a client asks for. */
final class DatabaseForcesTls extends ResourcePolicy {
  DatabaseForcesTls() {
    super(
        "HQ_1",
        Types.DATABASE,
        "A database speaks TLS alone",
        "set rds.force_ssl to 1 in its parameter group");
  }

  @Override
  Optional<String> problem(Captured database, Scene scene) {
    boolean forced =
        scene.inventory().ofType(Types.PARAMETERS).stream()
            .filter(group -> isOf(group, database))
            .flatMap(group -> group.list("parameters").stream())
            .anyMatch(
                one ->
                    one instanceof Map<?, ?> map
                        && "rds.force_ssl".equals(map.get("name"))
                        && "1".equals(map.get("value")));
    return unless(forced, "its parameter group does not force TLS");
  }

  private static boolean isOf(Captured group, Captured database) {
    return Objects.equals(group.answer().get("name"), database.inputs().get("parameterGroupName"));
  }
}
