package com.genericcorp.hq.server.tenancy;

import com.genericcorp.hq.cli.Failed;
import com.genericcorp.hq.cli.InvalidInput;
import com.genericcorp.hq.server.database.Administration;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/**
 * Makes organisations for requests that may come again: after a time-out, a kill, or several at
 * once. A request makes one organisation, and is answered the same each time.
 */
public final class RequestedCreation {
  private static final String REMEDY =
      "Its owners make keys on its page; 'users invite %s EMAIL --role owner' makes an owner.";

  private final Administration administration;
  private final TenantCreation creation;
  private final TenantAdministration tenants;

  public RequestedCreation(
      Administration administration, TenantCreation creation, TenantAdministration tenants) {
    this.administration = administration;
    this.creation = creation;
    this.tenants = tenants;
  }

  private record Asked(String tenantId, String slug, String name, String tier) {}

  /**
   * Makes the organisation, or tells what was made before.
   *
   * @param keyName what the organisation's first key is called
   * @throws TenantCreation.AlreadyExists when another request has made an organisation of this slug
   * @throws InvalidInput when the key was used for something else
   * @throws Failed when the first key cannot be told again
   */
  public TenantCreation.Created create(
      RequestKey request, Slug slug, String name, String tier, String keyName) {
    try {
      return creation.create(slug, name, tier, keyName, request);
    } catch (TenantCreation.AlreadyExists taken) {
      // Whoever was first has committed: the database let us wait for that.
      Asked before = asked(request).orElseThrow(() -> taken);
      if (!before.equals(new Asked(before.tenantId(), slug.value(), name, tier))) {
        throw new InvalidInput(
            "This request key has made the organisation '%s' (%s, %s): ask for the same again, or"
                + " give another key.",
            before.slug(), before.name(), before.tier());
      }
      return again(request, tenants.byId(before.tenantId()).orElseThrow(() -> taken));
    }
  }

  private TenantCreation.Created again(RequestKey request, Tenant tenant) {
    ApiKey key = request.firstKey(administration, tenant.id());
    Optional<Boolean> valid =
        tenants.asOwner(
            tenant,
            handle ->
                handle
                    .select(
                        "select revoked_at is null from api_keys where secret_hash = ?",
                        (Object) key.hash())
                    .mapTo(Boolean.class)
                    .findOne());
    if (valid.isEmpty()) {
      throw new Failed(
          "This request has made the organisation '%s', but its first key cannot be told again:"
              + " GATEWAY_SECRET, from which it was derived, has changed since. "
              + REMEDY,
          tenant.slug(),
          tenant.slug());
    }
    if (!valid.get()) {
      throw new Failed(
          "This request has made the organisation '%s', but its first key was revoked since. "
              + REMEDY,
          tenant.slug(),
          tenant.slug());
    }
    return new TenantCreation.Created(new Slug(tenant.slug()), key);
  }

  private Optional<Asked> asked(RequestKey request) {
    return tenants.asOwner(
        (Handle handle) ->
            handle
                .select(
                    "select tenant_id, slug, name, tier from public.creation_requests"
                        + " where key_hash = ?",
                    (Object) request.hash())
                .map(
                    (row, context) ->
                        new Asked(
                            row.getString("tenant_id"),
                            row.getString("slug"),
                            row.getString("name"),
                            row.getString("tier")))
                .findOne());
  }
}
