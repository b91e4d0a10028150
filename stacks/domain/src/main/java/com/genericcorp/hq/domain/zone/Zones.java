package com.genericcorp.hq.domain.zone;

import com.genericcorp.hq.account.AwsAccount;
import com.genericcorp.hq.domain.zone.HostedZone.ZoneRecord;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.route53.Route53Client;
import software.amazon.awssdk.services.route53.model.DelegationSet;
import software.amazon.awssdk.services.route53.model.ResourceRecord;
import software.amazon.awssdk.services.route53.model.ResourceRecordSet;
import software.amazon.awssdk.services.sts.StsClient;

/** The account's zones at Route 53. */
public record Zones(AwsAccount account) {
  /** Route 53's API writes a star so. */
  private static final String STAR = "\\052";

  /** Searches for the public zone of that name. Credentials that do not reach are no error. */
  public ZoneSearch find(String name) {
    try {
      String whose = account.client(StsClient.builder()).getCallerIdentity(request -> {}).account();
      if (!whose.equals(account.aws().account())) {
        return new ZoneSearch.NotMade(
            "the credentials of AWS are those of account %s, and the environment's is %s"
                .formatted(whose, account.aws().account()));
      }
      return search(name, whose);
    } catch (AwsServiceException problem) {
      String code = problem.awsErrorDetails() == null ? "" : problem.awsErrorDetails().errorCode();
      return new ZoneSearch.NotMade(
          "AWS refuses: "
              + code
              + " ("
              + problem.statusCode()
              + "); see 'aws sts get-caller-identity'");
    } catch (SdkClientException problem) {
      return new ZoneSearch.NotMade(
          "there are no credentials of AWS that work: " + reason(problem));
    }
  }

  /** The SDK lists every place where it has looked, in a paragraph. */
  private static String reason(SdkClientException problem) {
    String text = String.valueOf(problem.getMessage());
    return text.startsWith("Unable to load credentials")
        ? "none are found; sign in by 'aws sso login' and AWS_PROFILE, or set AWS_ACCESS_KEY_ID and"
            + " its fellows"
        : text;
  }

  private ZoneSearch search(String name, String whose) {
    Route53Client route53 = account.client(Route53Client.builder());
    List<String> ids =
        route53.listHostedZonesByName(request -> request.dnsName(name)).hostedZones().stream()
            .filter(zone -> plain(zone.name()).equals(name))
            .filter(zone -> zone.config() == null || !zone.config().privateZone())
            .map(zone -> zone.id().replaceFirst("^/hostedzone/", ""))
            .toList();
    if (ids.isEmpty()) {
      return new ZoneSearch.Missing(whose);
    }
    if (ids.size() > 1) {
      return new ZoneSearch.Several(ids);
    }
    String id = ids.get(0);
    DelegationSet delegation = route53.getHostedZone(request -> request.id(id)).delegationSet();
    Set<String> servers =
        delegation.nameServers().stream().map(Zones::plain).collect(Collectors.toSet());
    List<ZoneRecord> records =
        route53
            .listResourceRecordSetsPaginator(request -> request.hostedZoneId(id))
            .resourceRecordSets()
            .stream()
            .map(Zones::read)
            .toList();
    return new ZoneSearch.Found(new HostedZone(id, servers, records));
  }

  private static ZoneRecord read(ResourceRecordSet set) {
    boolean alias = set.aliasTarget() != null;
    String target =
        alias
            ? plain(set.aliasTarget().dnsName())
            : set.resourceRecords().stream()
                .map(ResourceRecord::value)
                .collect(Collectors.joining(" "));
    return new ZoneRecord(plain(set.name()), set.typeAsString(), target, alias);
  }

  private static String plain(String name) {
    return name.toLowerCase(Locale.ROOT).replace(STAR, "*").replaceFirst("\\.$", "");
  }
}
