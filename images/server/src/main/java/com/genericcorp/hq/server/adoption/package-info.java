/**
 * Adoption: an existing single-tenant database becomes an organisation. {@code Survey} says what is
 * there and what refuses it, {@code MoveAdoption} and {@code CopyAdoption} take it over, {@code
 * Reversal} puts it back until it is confirmed.
 */
package com.genericcorp.hq.server.adoption;
