package com.genericcorp.hq.server.isolation;

import java.util.List;

/** The guards that are expressions of the server's classes. */
final class ServerGuards {
  private ServerGuards() {}

  static List<Guard> all() {
    return List.of(
        of(
            "the role is the transaction's own",
            "LeftOversTest.aCommittedTransactionLeavesNeitherRoleNorPath",
            "tenancy.TenantDatabase",
            "set_config('role', ?, true)",
            "set_config('role', ?, false)"),
        of(
            "the path is the transaction's own",
            "LeftOversTest.aCommittedTransactionLeavesNeitherRoleNorPath",
            "tenancy.TenantDatabase",
            "set_config('search_path', ?, true)",
            "set_config('search_path', ?, false)"),
        of(
            "a failed transaction is rolled back",
            "LeftOversTest.anExceptionOfTheWorkLeavesNothingWritten",
            "tenancy.TenantDatabase",
            "rollback(handle, problem);",
            "handle.commit();"),
        of(
            "host and key agree",
            "ClaimsTest.everyMixtureOfClaimsIsOneOrganisationsOrRefused",
            "http.Access",
            "!holder.get().tenant().slug().equals(named.get().value())",
            "false"),
        of(
            "host and header agree",
            "ClaimsTest.everyMixtureOfClaimsIsOneOrganisationsOrRefused",
            "http.Addressee",
            "byHost.isPresent() && byHeader.isPresent() && !byHost.equals(byHeader)",
            "false"),
        of(
            "session and token agree",
            "ClaimsTest.everyMixtureOfClaimsIsOneOrganisationsOrRefused",
            "signin.SignedIn",
            "return key.get().tenantId().equals(token.tenantId());",
            "return true;"),
        of(
            "a name is a slug before it is looked up",
            "ClaimsTest.aNameThatCannotBeOneIsRefusedBeforeAnythingIsLookedUp",
            "tenancy.Slug",
            "!LABEL.matcher(value).matches() || value.contains(\"--\")",
            "false"),
        of(
            "a remembered key is its organisation's",
            "ClaimsTest.aKeyWithAnotherOrganisationsIdOpensNothing",
            "tenancy.ApiKeys",
            "new Seen(tenant.id(), ByteBuffer.wrap(hash))",
            "new Seen(\"\", ByteBuffer.wrap(hash))"),
        of(
            "a revoked or foreign key's hash is looked up",
            "ClaimsTest.aKeyWithAnotherOrganisationsIdOpensNothing",
            "tenancy.ApiKeys",
            "where secret_hash = ? and revoked_at is null",
            "where ? is not null and revoked_at is null limit 1"),
        of(
            "a session is opened by its secret",
            "ClaimsTest.aSessionWithAnotherOrganisationsIdOpensNothing",
            "people.Sessions",
            "lasting(handle, key.id()).filter(session -> session.opensWith(key));",
            "lasting(handle, key.id());"),
        of(
            "a token's signature is checked",
            "ClaimsTest.aTokenThatNobodyOfOursSignedOpensNothing",
            "identity.SessionTokens",
            "return token.verify(new MACVerifier(key.get().bytes()))",
            "return token.verify(new MACVerifier(key.get().bytes())) || true"),
        of(
            "what is exported of shared tables is the organisation's",
            "ExportsTest.anExportHoldsItsOrganisationAlone",
            "export.SharedRows",
            "\" where tenant_id = '\" + tenantId + \"') own\"",
            "\" where tenant_id <> '') own\""),
        of(
            "what is remembered of a name is that name's",
            "ClaimsTest.aPersonSignsInWhereThePersonBelongsAlone",
            "tenancy.Registry",
            "bySlug.get(slug,",
            "bySlug.get(\"\","),
        of(
            "what is remembered of an organisation gets old",
            "RememberedTest.aNameThatPassesToAnotherShowsNeitherTheOthersRows",
            "tenancy.Freshness",
            "known != null && isFresh(known)",
            "known != null"),
        of(
            "who is suspended is refused",
            "RememberedTest.whoIsSuspendedIsRefusedSoonAndStaysSo",
            "tenancy.Registry",
            "Tenant.Status.valueOf(row.getString(\"status\").toUpperCase(Locale.ROOT))",
            "Tenant.Status.ACTIVE"),
        of(
            "no answer may be kept by a cache",
            "RememberedTest.noAnswerWithAnOrganisationsDataMayBeKeptByACache",
            "http.Entrance",
            "security.addTo(response.getHeaders());",
            ""),
        of(
            "a change comes from the host's own page (Origin)",
            "ClaimsTest.anotherOrganisationsPageChangesNothing",
            "signin.OwnOrigin",
            "!origin.isEmpty() && !origin.equals(own(call.onlyHeader(\"Host\")))",
            "false"),
        of(
            "a change carries the session's CSRF token",
            "ClaimsTest.withoutItsOwnCsrfTokenASessionChangesNothing",
            "signin.SignedIn",
            "!session.isCsrfToken(call.onlyHeader(\"X-CSRF-Token\"))",
            "false"),
        of(
            "streams are of one organisation",
            "StreamsTest.whatWasMissedIsSentOfTheOwnOrganisationAlone",
            "live.LiveTasks",
            "channels.compute( tenant.id(),",
            "channels.compute(\"\","),
        of(
            "an endpoint reads as its caller's organisation",
            "ForeignIdsTest.noPathWithAnothersIdLeadsAnywhere",
            "api.AgentsApi",
            ".flatMap(id -> database.inTenant(tenant, handle -> Agents.find(handle, id)))",
            AS_GLOBEX),
        of(
            "a worker holds what it writes of",
            "JobsTest.aWorkerThatLostItsLeaseWritesNothing",
            "tasks.HeldTask",
            "if (!held) {",
            "if (false) {"),
        of(
            "few organisations have series of their own",
            "UsageAndMetricsTest.metricsNameFewOrganisationsAndNoneThatDoesNotExist",
            "metrics.TenantLabels",
            "labelled.size() < most && !slug.equals(OTHER)",
            "true"));
  }

  /** An endpoint that reads as another organisation than its caller's. */
  private static final String AS_GLOBEX =
      """
      .flatMap(id -> database.shared(handle -> {
          java.util.Map<String, Object> other = handle
              .createQuery("select schema_name, role_name from public.tenants where slug = 'globex'")
              .mapToMap().one();
          handle.select("select set_config('search_path', ?, true), set_config('role', ?, true)",
              other.get("schema_name"), other.get("role_name")).mapToMap().one();
          return Agents.find(handle, id);
      }))""";

  private static Guard of(
      String name, String attack, String type, String expression, String replacement) {
    return new Guard.InServer(name, attack, List.of(new Mutation(type, expression, replacement)));
  }
}
