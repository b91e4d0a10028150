package com.genericcorp.hq.plan.policies;

import java.util.List;

/** All policies, in the order in which they are reported. */
public final class Policies {
  /** Checkov's numbers, and our own. */
  public static final List<Policy> ALL =
      List.of(
          new DatabaseIsEncrypted(),
          new DatabaseIsPrivate(),
          new DatabaseHasBackups(),
          new DatabaseRefusesDeletion(),
          new DatabaseHasStandby(),
          new DatabaseExportsLogs(),
          new DatabaseUpdatesItself(),
          new DatabaseForcesTls(),
          new MasterPasswordRotates(),
          new SecretsRotate(),
          new ListenerSpeaksTls(),
          new ListenerRefusesOldTls(),
          new PlainHttpIsRedirected(),
          new BalancerDropsBadHeaders(),
          new BalancerWritesAccessLogs(),
          new BalancerRefusesDeletion(),
          new BalancerHasFirewall(),
          new TasksHaveNoPublicAddress(),
          new DeploymentsGoBack(),
          new ServiceOutlivesAZone(),
          new TasksHaveTwoRoles(),
          new FargateSizeExists(),
          new RootIsReadOnly(),
          new ImagesAreNamedByDigest(),
          new SecretsAreReferences(),
          new ServerHasNoOthersCredentials(),
          new RepositoryTagsStay(),
          new RepositoryScans(),
          new BucketIsEncrypted(),
          new BucketRefusesPlainText(),
          new BucketExpires(),
          new NobodyMayDoEverything(),
          new ActionsAreNamed(),
          new ResourcesAreNamed(),
          new NobodyRisesAboveHimself(),
          new NobodyIsAdministrator(),
          new RolesAreTakenByKnown(),
          new GithubIsPinned(),
          new LogsEnd(),
          new NetworkWritesFlowLogs(),
          new DefaultGroupIsClosed(),
          new OnlyTheWebIsOpen(),
          new GroupsSayWhy(),
          new SubnetsGiveNoAddresses(),
          new KeysRotate(),
          new BucketBlocksPublicAcls(),
          new BucketBlocksPublicPolicy(),
          new BucketIgnoresPublicAcls(),
          new BucketIsRestricted(),
          new AlarmsAreHeard(),
          new StackHasBudget(),
          new NamesAreUnique(),
          new InputsHoldNoSecrets(),
          new ProviderIsGuarded(),
          new EverythingHasTheProvider(),
          new StatefulIsKept());

  private Policies() {}
}
