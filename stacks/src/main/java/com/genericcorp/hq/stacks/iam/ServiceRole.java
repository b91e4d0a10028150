package com.genericcorp.hq.stacks.iam;

import com.pulumi.aws.iam.Role;
import com.pulumi.aws.iam.RoleArgs;
import com.pulumi.aws.iam.RolePolicy;
import com.pulumi.aws.iam.RolePolicyArgs;
import com.pulumi.core.Output;
import com.pulumi.resources.CustomResourceOptions;
import java.util.ArrayList;
import java.util.List;

/**
 * A role that a service of AWS takes. All have the account's boundary, so that whoever may make
 * roles here cannot make one that may more than the environment needs.
 */
public final class ServiceRole {
  /** The path of all roles, by which the deploying role's rights are limited. */
  public static final String PATH = "/agenthq/";

  /** The bootstrap stack's policy that bounds all roles. */
  public static final String BOUNDARY = "agenthq-boundary";

  private final String name;
  private final Role role;
  private final CustomResourceOptions child;
  private final List<Output<String>> policies = new ArrayList<>();

  public ServiceRole(String name, String service, String account, CustomResourceOptions child) {
    this.name = name;
    this.child = child;
    role =
        new Role(
            name,
            RoleArgs.builder()
                .path(PATH)
                .permissionsBoundary("arn:aws:iam::" + account + ":policy" + PATH + BOUNDARY)
                .assumeRolePolicy(Policy.assumedBy(service, account))
                .build(),
            child);
  }

  /** Gives the role what the policy allows. */
  public ServiceRole with(Policy policy) {
    policies.add(
        new RolePolicy(
                name,
                RolePolicyArgs.builder().role(role.id()).policy(policy.document()).build(),
                child)
            .id());
    return this;
  }

  /** Its ARN once it may do what it was allowed so far: a task that starts before fails. */
  public Output<String> arn() {
    return Output.tuple(role.arn(), Output.all(policies)).applyValue(both -> both.t1);
  }
}
