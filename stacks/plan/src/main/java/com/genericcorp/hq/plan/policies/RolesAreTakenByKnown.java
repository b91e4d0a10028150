package com.genericcorp.hq.plan.policies;

import com.genericcorp.hq.plan.capture.Captured;
import com.genericcorp.hq.plan.capture.Types;
import java.util.Optional;

/** A role for everybody is no role. */
final class RolesAreTakenByKnown extends ResourcePolicy {
  RolesAreTakenByKnown() {
    super(
        "AWS_60",
        Types.ROLE,
        "A role is taken by those who are named",
        "name service or provider in assumeRolePolicy");
  }

  @Override
  Optional<String> problem(Captured role, Scene scene) {
    return Statements.allowing(role, "assumeRolePolicy").stream()
        .map(one -> one.path("Principal"))
        .filter(one -> one.asText().equals("*") || Statements.texts(one.path("AWS")).contains("*"))
        .findFirst()
        .map(one -> "everybody may take it");
  }
}
