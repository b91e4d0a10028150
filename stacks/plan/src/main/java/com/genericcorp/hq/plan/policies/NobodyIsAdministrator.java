package com.genericcorp.hq.plan.policies;

import com.genericcorp.hq.plan.capture.Captured;
import java.util.Optional;

/** Nobody needs it. */
final class NobodyIsAdministrator extends ResourcePolicy {
  NobodyIsAdministrator() {
    super(
        "AWS_274",
        "aws:iam/rolePolicyAttachment:RolePolicyAttachment",
        "No role has AdministratorAccess",
        "attach a policy that names what is needed");
  }

  @Override
  Optional<String> problem(Captured role, Scene scene) {
    return unless(
        !role.text("policyArn").orElse("").endsWith("/AdministratorAccess"),
        "it has AdministratorAccess");
  }
}
