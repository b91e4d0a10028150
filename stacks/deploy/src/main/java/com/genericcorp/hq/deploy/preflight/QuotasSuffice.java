package com.genericcorp.hq.deploy.preflight;

import com.genericcorp.hq.account.AwsAccount;
import com.genericcorp.hq.model.Environment;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.Filter;
import software.amazon.awssdk.services.ec2.model.Vpc;
import software.amazon.awssdk.services.servicequotas.ServiceQuotasClient;

/**
 * What a new account has too little of: networks, fixed addresses, processors for tasks. Codes as
 * the Service Quotas console shows them.
 */
final class QuotasSuffice extends Precondition {
  static final String NAME = "quotas";

  /** A deployment runs the new tasks beside the old ones. */
  private static final int AT_A_DEPLOYMENT = 2;

  QuotasSuffice() {
    super(NAME, CredentialsAreGood.NAME, AccountIsRight.NAME, RegionIsRight.NAME);
  }

  private record Need(String service, String code, String what, double used, double more) {}

  @Override
  Verdict look(Surroundings around) {
    List<String> enough = new ArrayList<>();
    List<String> lacking = new ArrayList<>();
    List<String> unknown = new ArrayList<>();
    try {
      for (Need need : needs(around.environment(), around.account())) {
        OptionalDouble quota = quota(around.account(), need);
        String shown =
            "%s: %s used, %s more wanted"
                .formatted(need.what(), number(need.used()), number(need.more()));
        if (quota.isEmpty()) {
          unknown.add(need.what());
        } else if (need.used() + need.more() > quota.getAsDouble()) {
          lacking.add(
              "%s of %s (%s %s)"
                  .formatted(shown, number(quota.getAsDouble()), need.service(), need.code()));
        } else {
          enough.add(need.what());
        }
      }
    } catch (SdkException problem) {
      return unknown("what is used cannot be counted: " + problem.getMessage());
    }
    String remark = unknown.isEmpty() ? "" : "; not known: " + String.join(", ", unknown);
    return lacking.isEmpty()
        ? holds((enough.isEmpty() ? "none known" : String.join(", ", enough)) + remark)
        : lacks(
            String.join("; ", lacking) + remark,
            "ask for more: aws service-quotas request-service-quota-increase, or delete what is"
                + " not needed");
  }

  private static List<Need> needs(Environment environment, AwsAccount account) {
    Ec2Client ec2 = account.client(Ec2Client.builder());
    List<Vpc> all = ec2.describeVpcsPaginator().vpcs().stream().toList();
    boolean there =
        ec2
            .describeVpcs(
                ask ->
                    ask.filters(tag("Project", "agenthq"), tag("Environment", environment.name())))
            .vpcs()
            .stream()
            .findAny()
            .isPresent();
    double processors =
        environment.server().cpu().doubleValue()
            * environment.server().replicas().max()
            * AT_A_DEPLOYMENT;
    return List.of(
        new Need("vpc", "L-F678F1CE", "VPCs", all.size(), there ? 0 : 1),
        new Need(
            "ec2",
            "L-0263D0A3",
            "Elastic IPs",
            ec2.describeAddresses().addresses().size(),
            there ? 0 : account.aws().natGateways()),
        // What other tasks of the account use is not counted: CloudWatch alone knows.
        new Need("fargate", "L-3032A538", "Fargate vCPUs", 0, processors));
  }

  private static Filter tag(String name, String value) {
    return Filter.builder().name("tag:" + name).values(value).build();
  }

  /** The account's quota, or AWS's default, or nothing where one may not ask. */
  private static OptionalDouble quota(AwsAccount account, Need need) {
    ServiceQuotasClient quotas = account.client(ServiceQuotasClient.builder());
    try {
      return OptionalDouble.of(
          quotas
              .getServiceQuota(ask -> ask.serviceCode(need.service()).quotaCode(need.code()))
              .quota()
              .value());
    } catch (SdkException refused) {
      return OptionalDouble.empty();
    }
  }

  private static String number(double value) {
    return value == Math.rint(value) ? Long.toString((long) value) : Double.toString(value);
  }
}
