/**
 * An environment's database as it was at a time: beside the present one, looked at, then in its
 * place.
 */
package com.genericcorp.hq.operate.restore;
