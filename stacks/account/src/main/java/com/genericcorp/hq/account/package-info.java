/** An AWS account as the toolkit speaks to it: its clients, whose it is, what runs there. */
package com.genericcorp.hq.account;
