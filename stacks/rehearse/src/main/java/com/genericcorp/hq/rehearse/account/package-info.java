/** The account that a program is rehearsed in: makes, remembers, destroys. */
package com.genericcorp.hq.rehearse.account;
