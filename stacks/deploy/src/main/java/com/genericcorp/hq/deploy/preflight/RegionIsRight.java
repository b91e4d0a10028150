package com.genericcorp.hq.deploy.preflight;

import java.util.List;
import java.util.stream.IntStream;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.AvailabilityZone;

/** The file's region is switched on, has the zones, and no variable means another. */
final class RegionIsRight extends Precondition {
  static final String NAME = "region";

  RegionIsRight() {
    super(NAME, CredentialsAreGood.NAME);
  }

  @Override
  Verdict look(Surroundings around) {
    String region = around.account().aws().region();
    for (String variable : List.of("AWS_REGION", "AWS_DEFAULT_REGION")) {
      String other = around.variables().getOrDefault(variable, region);
      if (!other.equals(region)) {
        return lacks(
            variable + " is " + other + ", the environment is in " + region,
            "export " + variable + "=" + region + ", so that other tools mean the same");
      }
    }
    try {
      List<String> there =
          around
              .account()
              .client(Ec2Client.builder())
              .describeAvailabilityZones()
              .availabilityZones()
              .stream()
              .map(AvailabilityZone::zoneName)
              .toList();
      List<String> missing =
          IntStream.range(0, around.account().aws().availabilityZones())
              .mapToObj(zone -> region + (char) ('a' + zone))
              .filter(zone -> !there.contains(zone))
              .toList();
      return missing.isEmpty()
          ? holds(region)
          : lacks(
              "the account has no " + String.join(", ", missing),
              "choose another region, or fewer availability zones");
    } catch (SdkException problem) {
      AwsRefusal refusal = AwsRefusal.of(problem);
      if (refusal == AwsRefusal.REGION_OFF || refusal == AwsRefusal.UNKNOWN_KEY) {
        return lacks(
            region + " is switched off in this account",
            "switch it on (AWS Account Management, Regions), or choose another");
      }
      return unknown("ec2:DescribeAvailabilityZones: " + problem.getMessage());
    }
  }
}
