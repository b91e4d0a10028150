package com.genericcorp.hq.rehearse.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.services.cloudwatch.model.PutMetricAlarmRequest;
import software.amazon.awssdk.services.ecs.model.CreateServiceRequest;
import software.amazon.awssdk.services.ecs.model.RegisterTaskDefinitionRequest;
import software.amazon.awssdk.services.kms.model.CreateKeyRequest;
import software.amazon.awssdk.services.rds.model.CreateDbInstanceRequest;
import software.amazon.awssdk.services.route53.model.ResourceRecordSet;
import software.amazon.awssdk.services.s3.model.PutBucketPolicyRequest;
import software.amazon.awssdk.services.wafv2.model.DefaultAction;

class RequestsTest {
  @Test
  void membersAreFoundWhateverTheirCaseAndNumbersAreMadeWhole() {
    CreateDbInstanceRequest.Builder request = CreateDbInstanceRequest.builder();
    Requests.fill(
        request,
        Map.of(
            "dbInstanceIdentifier",
            "one",
            "DBInstanceClass",
            "db.t4g.micro",
            "engine",
            "postgres",
            "allocatedStorage",
            20.0,
            "multiAz",
            true,
            "vpcSecurityGroupIds",
            List.of("sg-1")));
    CreateDbInstanceRequest filled = request.build();
    assertThat(filled.dbInstanceIdentifier()).isEqualTo("one");
    assertThat(filled.allocatedStorage()).isEqualTo(20);
    assertThat(filled.multiAZ()).isTrue();
    assertThat(filled.vpcSecurityGroupIds()).containsExactly("sg-1");
  }

  @Test
  void aFractionIsNoWholeNumberAndAWordIsNoFlag() {
    assertRefused(
        CreateDbInstanceRequest.builder(),
        Map.of("allocatedStorage", 20.5),
        "allocatedStorage is '20.5'; expected a whole number");
    assertRefused(
        CreateDbInstanceRequest.builder(),
        Map.of("multiAZ", "perhaps"),
        "multiAZ is 'perhaps'; expected true or false");
  }

  @Test
  void whatAwsDoesNotKnowIsRefusedWithWhatItKnows() {
    assertRefused(
        CreateServiceRequest.builder(),
        Map.of("serviceName", "one", "replicas", 2.0),
        "replicas has no place in CreateServiceRequest, which knows ");
    assertRefused(
        CreateServiceRequest.builder(),
        Map.of("serviceName", "one", "launchType", "FARGATTE"),
        "launchType is 'FARGATTE'; AWS knows EC2, FARGATE, ");
    assertRefused(
        CreateServiceRequest.builder(),
        Map.of(
            "serviceName",
            "one",
            "networkConfiguration",
            Map.of("awsvpcConfiguration", Map.of("subnet", "a"))),
        "networkConfiguration.awsvpcConfiguration.subnet has no place in AwsVpcConfiguration");
  }

  @Test
  void aListsConstantsAreLookedAt() {
    assertRefused(
        RegisterTaskDefinitionRequest.builder(),
        Map.of("requiresCompatibilities", List.of("FARGATE", "MOON")),
        "requiresCompatibilities[1] is 'MOON'; AWS knows EC2, FARGATE, EXTERNAL");
  }

  @Test
  void whatIsRequiredMustBeThere() {
    assertRefused(
        PutBucketPolicyRequest.builder(),
        Map.of("bucket", "one"),
        "Policy is missing: PutBucketPolicyRequest needs it");
  }

  @Test
  void flagsBecomeWordsWhereAwsHasWords() {
    CreateServiceRequest.Builder request = CreateServiceRequest.builder();
    Requests.fill(
        request,
        Map.of(
            "serviceName",
            "one",
            "networkConfiguration",
            Map.of(
                "awsvpcConfiguration", Map.of("subnets", List.of("a"), "assignPublicIp", false))));
    assertThat(
            request.build().networkConfiguration().awsvpcConfiguration().assignPublicIpAsString())
        .isEqualTo("DISABLED");
  }

  @Test
  void jsonIsReadWhereAwsHasStructure() {
    RegisterTaskDefinitionRequest.Builder request = RegisterTaskDefinitionRequest.builder();
    Requests.fill(
        request,
        Map.of(
            "family",
            "one",
            "containerDefinitions",
            "[{\"name\":\"a\",\"image\":\"b\",\"linuxParameters\":{\"initProcessEnabled\":true}}]"));
    assertThat(request.build().containerDefinitions().get(0).linuxParameters().initProcessEnabled())
        .isTrue();
    assertRefused(
        RegisterTaskDefinitionRequest.builder(),
        Map.of("family", "one", "containerDefinitions", "[{\"nam\":\"a\"}]"),
        "containerDefinitions[0].nam has no place in ContainerDefinition");
  }

  @Test
  void mapsBecomePairs() {
    PutMetricAlarmRequest.Builder alarm = PutMetricAlarmRequest.builder();
    Requests.fill(
        alarm,
        Map.of(
            "alarmName",
            "a",
            "evaluationPeriods",
            1.0,
            "comparisonOperator",
            "LessThanThreshold",
            "dimensions",
            Map.of("LoadBalancer", "app/1"),
            "tags",
            Map.of("Project", "agenthq")));
    assertThat(alarm.build().dimensions().get(0).name()).isEqualTo("LoadBalancer");
    assertThat(alarm.build().tags().get(0).value()).isEqualTo("agenthq");
    CreateKeyRequest.Builder key = CreateKeyRequest.builder();
    Requests.fill(key, Map.of("tags", Map.of("Project", "agenthq")));
    assertThat(key.build().tags().get(0).tagKey()).isEqualTo("Project");
  }

  @Test
  void aSingleMemberNeedsNoNameAndAnEmptyStructureStays() {
    ResourceRecordSet.Builder record = ResourceRecordSet.builder();
    Requests.fill(
        record, Map.of("name", "a", "type", "CNAME", "resourceRecords", List.of("b.example")));
    assertThat(record.build().resourceRecords().get(0).value()).isEqualTo("b.example");
    DefaultAction.Builder action = DefaultAction.builder();
    Requests.fill(action, Map.of("allow", Map.of()));
    assertThat(action.build().allow()).isNotNull();
  }

  private static void assertRefused(SdkPojo request, Map<String, Object> values, String sentence) {
    assertThatThrownBy(() -> Requests.fill(request, values))
        .isInstanceOf(Unfit.class)
        .hasMessageContaining(sentence);
  }
}
