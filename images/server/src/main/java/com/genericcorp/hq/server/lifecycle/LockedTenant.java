package com.genericcorp.hq.server.lifecycle;

import com.genericcorp.hq.cli.InvalidInput;
import com.genericcorp.hq.server.database.Administration;
import com.genericcorp.hq.server.tenancy.OperationLock;
import com.genericcorp.hq.server.tenancy.Operator;
import com.genericcorp.hq.server.tenancy.Slug;
import com.genericcorp.hq.server.tenancy.Tenant;
import com.genericcorp.hq.server.tenancy.TenantAdministration;

/**
 * An organisation that no other command changes meanwhile.
 *
 * @param tenant as it is under the lock
 */
public record LockedTenant(OperationLock lock, Tenant tenant) implements AutoCloseable {
  /**
   * Finds and locks an organisation.
   *
   * @param what is done with it, as in "is being …"
   * @throws InvalidInput when there is none of this name
   * @throws com.genericcorp.hq.cli.Failed when somebody else is at it
   */
  public static LockedTenant of(
      Administration administration,
      TenantAdministration tenants,
      Slug slug,
      String what,
      Operator operator) {
    Tenant found = tenants.require(slug);
    OperationLock lock = OperationLock.take(administration, found, what, operator);
    try {
      // Whoever had the lock before may have renamed it, or made an end of it.
      Tenant now = tenants.require(slug);
      if (!now.id().equals(found.id())) {
        throw new InvalidInput(
            "'%s' became another organisation at this moment: repeat this command.", slug.value());
      }
      return new LockedTenant(lock, now);
    } catch (RuntimeException problem) {
      lock.close();
      throw problem;
    }
  }

  @Override
  public void close() {
    lock.close();
  }
}
