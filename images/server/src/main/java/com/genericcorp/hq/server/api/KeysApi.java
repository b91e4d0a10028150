package com.genericcorp.hq.server.api;

import com.genericcorp.hq.server.api.PeopleViews.CreatedKeyView;
import com.genericcorp.hq.server.api.PeopleViews.KeyView;
import com.genericcorp.hq.server.http.Answer;
import com.genericcorp.hq.server.http.Call;
import com.genericcorp.hq.server.http.Caller;
import com.genericcorp.hq.server.http.Problem;
import com.genericcorp.hq.server.identity.Role;
import com.genericcorp.hq.server.limits.ResourceLimits;
import com.genericcorp.hq.server.people.Keys;
import com.genericcorp.hq.server.tasks.Place;
import com.genericcorp.hq.server.tenancy.ApiKey;
import com.genericcorp.hq.server.tenancy.Tenant;
import com.genericcorp.hq.server.tenancy.TenantDatabase;
import java.util.List;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** {@code /api/keys}: owners' affair, so that no key is made that may more than its maker. */
final class KeysApi {
  private static final int LONGEST_NAME = 80;
  private static final int MOST_REQUESTS = 1_000_000;

  private record NewKey(String name, Role role, @Nullable Integer requestsPerMinute) {}

  private final TenantDatabase database;
  private final ResourceLimits limits;

  KeysApi(TenantDatabase database, ResourceLimits limits) {
    this.database = database;
    this.limits = limits;
  }

  Answer list(Caller caller, Call call) {
    Parameters parameters = Parameters.of(call, Set.of(Parameters.LIMIT, Parameters.CURSOR));
    List<Keys.Key> keys =
        database.inTenant(
            caller.tenant(),
            handle -> Keys.newest(handle, parameters.limit() + 1, parameters.after()));
    return Answer.json(
        200,
        ItemPage.of(
            keys, parameters.limit(), KeyView::of, key -> new Place(key.createdAt(), key.id())));
  }

  Answer create(Caller caller, Call call) {
    Tenant tenant = caller.tenant();
    NewKey wanted = RequestJson.read(call, KeysApi::newKey);
    ApiKey key = ApiKey.generate(tenant.id());
    return database.inTenant(
        tenant,
        handle ->
            Idempotency.onceWithSecrets(
                handle,
                caller,
                call,
                "POST /api/keys",
                () -> {
                  limits.requireStorage(tenant);
                  return create(handle, key, wanted);
                }));
  }

  private static Idempotency.Effect create(Handle handle, ApiKey key, NewKey wanted) {
    Keys.Key made =
        Keys.create(handle, key, wanted.name(), wanted.role(), wanted.requestsPerMinute())
            .orElseThrow(
                () ->
                    new Problem(409, "key-exists", "There is a key of this name already.")
                        .exception());
    String path = "/api/keys/" + made.id();
    return new Idempotency.Effect(
        Answer.created(path, CreatedKeyView.of(made, key.reveal())),
        Answer.created(path, CreatedKeyView.of(made, null)));
  }

  private static NewKey newKey(JsonFields fields) {
    return new NewKey(
        fields.line("name", LONGEST_NAME),
        UsersApi.role(fields, Role.MEMBER, false),
        fields.has("requestsPerMinute")
            ? fields.number("requestsPerMinute", 1, MOST_REQUESTS)
            : null);
  }

  Answer revoke(Caller caller, Call call) {
    boolean revoked =
        JsonFields.parseId(call.path().getOrDefault("id", ""))
            .filter(id -> database.inTenant(caller.tenant(), handle -> Keys.revoke(handle, id)))
            .isPresent();
    if (!revoked) {
      throw new Problem(404, "There is no such key.").exception();
    }
    return Answer.done();
  }
}
