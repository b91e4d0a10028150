package com.genericcorp.hq.account.checks;

import com.genericcorp.hq.account.checks.AwsCheck.Notes;
import com.genericcorp.hq.model.Hosts;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import software.amazon.awssdk.services.acm.model.CertificateDetail;
import software.amazon.awssdk.services.acm.model.CertificateStatus;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Action;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Listener;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.LoadBalancer;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.ProtocolEnum;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetGroup;
import software.amazon.awssdk.services.route53.model.HostedZone;
import software.amazon.awssdk.services.route53.model.ResourceRecordSet;

/** From a name to the server: records, certificate, listeners, targets. */
final class EdgeChecks {
  static final List<AwsCheck> ALL =
      List.of(
          new AwsCheck(
              "certificate",
              "issued for the host and its wildcard, its proof in the zone",
              EdgeChecks::certificate),
          new AwsCheck("names", "host and wildcard lead to the load balancer", EdgeChecks::names),
          new AwsCheck(
              "https", "TLS 1.2 or newer with the certificate, to the targets", EdgeChecks::https),
          new AwsCheck("http", "sent to HTTPS for good (301)", EdgeChecks::http),
          new AwsCheck("targets", "in the VPC, asked for /ready", EdgeChecks::targets),
          new AwsCheck(
              "load-balancer",
              "drops invalid headers, writes access logs, is protected as described",
              EdgeChecks::attributes),
          new AwsCheck("firewall", "there as described", EdgeChecks::firewall));

  private EdgeChecks() {}

  private static String wildcard(Hosts hosts) {
    return hosts.tenantHost().replace(Hosts.SLUG, "*");
  }

  private static List<ResourceRecordSet> records(Seen seen) {
    String domain = seen.aws().zone();
    List<ResourceRecordSet> records = new ArrayList<>();
    for (HostedZone zone :
        seen.route53().listHostedZonesByName(request -> request.dnsName(domain)).hostedZones()) {
      // The answer goes on with the zones that come after it in the alphabet.
      if (zone.name().equals(domain + ".") && !Boolean.TRUE.equals(zone.config().privateZone())) {
        String id = zone.id().replace("/hostedzone/", "");
        seen.route53()
            .listResourceRecordSetsPaginator(request -> request.hostedZoneId(id))
            .resourceRecordSets()
            .forEach(records::add);
      }
    }
    return records;
  }

  /** A record's name is absolute, and its asterisk may be written as a number. */
  private static String name(ResourceRecordSet record) {
    return record.name().replaceAll("\\.$", "").replace("\\052", "*");
  }

  private static void certificate(Seen seen, Notes notes) {
    Hosts hosts = seen.environment().hosts();
    String arn = seen.id("aws:acm/certificate:Certificate");
    CertificateDetail found =
        seen.acm().describeCertificate(request -> request.certificateArn(arn)).certificate();
    notes.seen("%s for %s", found.status(), String.join(", ", found.subjectAlternativeNames()));
    notes.require(found.status() == CertificateStatus.ISSUED, "it is %s", found.status());
    for (String host : List.of(hosts.publicHost(), wildcard(hosts))) {
      notes.require(
          found.domainName().equals(host) || found.subjectAlternativeNames().contains(host),
          "%s is not among its names",
          host);
    }
    found
        .domainValidationOptions()
        .forEach(
            option ->
                notes.require(
                    option.domainName().startsWith("*.")
                        || records(seen).stream()
                            .anyMatch(
                                record ->
                                    name(record)
                                            .equals(
                                                option
                                                    .resourceRecord()
                                                    .name()
                                                    .replaceAll("\\.$", ""))
                                        && record
                                            .resourceRecords()
                                            .get(0)
                                            .value()
                                            .equals(option.resourceRecord().value())),
                    "the zone has no %s, by which ACM knows who owns %s",
                    option.resourceRecord().name(),
                    option.domainName()));
  }

  private static LoadBalancer balancer(Seen seen) {
    String arn = seen.id("aws:lb/loadBalancer:LoadBalancer");
    return seen.elb()
        .describeLoadBalancers(request -> request.loadBalancerArns(arn))
        .loadBalancers()
        .get(0);
  }

  private static void names(Seen seen, Notes notes) {
    Hosts hosts = seen.environment().hosts();
    LoadBalancer balancer = balancer(seen);
    for (String host : List.of(hosts.publicHost(), wildcard(hosts))) {
      notes.seen("%s", host);
      notes.require(
          records(seen).stream()
              .filter(record -> name(record).equals(host) && record.aliasTarget() != null)
              .anyMatch(
                  record ->
                      record
                              .aliasTarget()
                              .dnsName()
                              .replaceAll("\\.$", "")
                              .equalsIgnoreCase(balancer.dnsName())
                          && record
                              .aliasTarget()
                              .hostedZoneId()
                              .equals(balancer.canonicalHostedZoneId())),
          "%s does not lead to %s",
          host,
          balancer.dnsName());
    }
  }

  private static Listener listener(Seen seen, ProtocolEnum protocol) {
    String arn = seen.id("aws:lb/loadBalancer:LoadBalancer");
    return seen
        .elb()
        .describeListeners(request -> request.loadBalancerArn(arn))
        .listeners()
        .stream()
        .filter(one -> one.protocol() == protocol)
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("no listener for " + protocol));
  }

  private static void https(Seen seen, Notes notes) {
    Listener listener = listener(seen, ProtocolEnum.HTTPS);
    String certificate = seen.id("aws:acm/certificate:Certificate");
    String targets = seen.id("aws:lb/targetGroup:TargetGroup");
    notes.seen("port %d, %s", listener.port(), listener.sslPolicy());
    notes.require(
        listener.port() == seen.environment().hosts().httpsPort(), "port %d", listener.port());
    notes.require(
        listener.sslPolicy().startsWith("ELBSecurityPolicy-TLS13-1-"),
        "the TLS policy is %s",
        listener.sslPolicy());
    notes.require(
        listener.certificates().stream().anyMatch(one -> certificate.equals(one.certificateArn())),
        "its certificate is %s",
        listener.certificates());
    notes.require(
        listener.defaultActions().stream()
            .anyMatch(action -> targets.equals(action.targetGroupArn())),
        "it does %s",
        listener.defaultActions());
  }

  private static void http(Seen seen, Notes notes) {
    Action action = listener(seen, ProtocolEnum.HTTP).defaultActions().get(0);
    notes.seen("%s", action.redirectConfig());
    notes.require(
        action.redirectConfig() != null
            && "HTTPS".equals(action.redirectConfig().protocol())
            && "HTTP_301".equals(action.redirectConfig().statusCodeAsString()),
        "it does %s",
        action);
  }

  private static void targets(Seen seen, Notes notes) {
    String arn = seen.id("aws:lb/targetGroup:TargetGroup");
    TargetGroup group =
        seen.elb()
            .describeTargetGroups(request -> request.targetGroupArns(arn))
            .targetGroups()
            .get(0);
    String vpc = seen.id("aws:ec2/vpc:Vpc");
    notes.seen("port %d, %s", group.port(), group.healthCheckPath());
    notes.require(group.vpcId().equals(vpc), "they are in %s, not in %s", group.vpcId(), vpc);
    notes.require(
        "/ready".equals(group.healthCheckPath()), "asked for %s", group.healthCheckPath());
    notes.require("ip".equals(group.targetTypeAsString()), "they are %s", group.targetType());
  }

  private static void attributes(Seen seen, Notes notes) {
    Map<String, String> attributes = new TreeMap<>();
    String arn = balancer(seen).loadBalancerArn();
    seen.elb()
        .describeLoadBalancerAttributes(request -> request.loadBalancerArn(arn))
        .attributes()
        .forEach(one -> attributes.put(one.key(), one.value()));
    boolean kept = seen.aws().deletionProtection();
    notes.seen("deletion protection %s", kept);
    Map.of(
            "routing.http.drop_invalid_header_fields.enabled", "true",
            "access_logs.s3.enabled", "true",
            "deletion_protection.enabled", Boolean.toString(kept))
        .forEach(
            (key, value) ->
                notes.require(
                    value.equals(attributes.get(key)), "%s is %s", key, attributes.get(key)));
  }

  private static void firewall(Seen seen, Notes notes) {
    String arn = balancer(seen).loadBalancerArn();
    boolean wanted = seen.aws().firewall();
    boolean there =
        seen.waf().getWebACLForResource(request -> request.resourceArn(arn)).webACL() != null;
    notes.seen("%s", there ? "before the load balancer" : "none, as described");
    notes.require(there == wanted, "there is %s", there ? "one" : "none");
  }
}
