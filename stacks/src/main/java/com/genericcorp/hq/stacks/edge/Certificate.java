package com.genericcorp.hq.stacks.edge;

import com.genericcorp.hq.model.Hosts;
import com.pulumi.aws.acm.CertificateArgs;
import com.pulumi.aws.acm.CertificateValidation;
import com.pulumi.aws.acm.CertificateValidationArgs;
import com.pulumi.aws.acm.outputs.CertificateDomainValidationOption;
import com.pulumi.aws.route53.Record;
import com.pulumi.aws.route53.RecordArgs;
import com.pulumi.core.Output;
import com.pulumi.resources.CustomResourceOptions;
import java.util.List;
import java.util.function.Function;

/**
 * The certificate of the public host and of all organisations' hosts. ACM asks for one DNS record
 * (a name and its wildcard share theirs), which stays, so that ACM renews by itself.
 */
final class Certificate {
  private static final int TTL_SECONDS = 300;

  private final com.pulumi.aws.acm.Certificate certificate;
  private final CertificateValidation validation;

  Certificate(String name, Hosts hosts, String zoneId, CustomResourceOptions child) {
    CertificateArgs.Builder wanted =
        CertificateArgs.builder().domainName(hosts.publicHost()).validationMethod("DNS");
    if (!hosts.tenantHost().isEmpty()) {
      wanted.subjectAlternativeNames(Names.wildcard(hosts));
    }
    certificate = new com.pulumi.aws.acm.Certificate(name, wanted.build(), child);
    Record proof =
        new Record(
            name + "-certificate",
            RecordArgs.builder()
                .zoneId(zoneId)
                .name(asked(option -> option.resourceRecordName().orElseThrow()))
                .type("CNAME")
                .records(asked(option -> List.of(option.resourceRecordValue().orElseThrow())))
                .ttl(TTL_SECONDS)
                .build(),
            child);
    validation =
        new CertificateValidation(
            name,
            CertificateValidationArgs.builder()
                .certificateArn(certificate.arn())
                .validationRecordFqdns(proof.fqdn().applyValue(List::of))
                .build(),
            child);
  }

  private <T> Output<T> asked(Function<CertificateDomainValidationOption, T> part) {
    return certificate.domainValidationOptions().applyValue(options -> part.apply(options.get(0)));
  }

  Output<String> arn() {
    return certificate.arn();
  }

  /** The ARN once ACM has issued it: a listener refuses one that is still asked for. */
  Output<String> validatedArn() {
    return validation.certificateArn();
  }
}
