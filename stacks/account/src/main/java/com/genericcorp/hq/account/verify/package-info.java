/** What {@code verify} asks of AWS. */
package com.genericcorp.hq.account.verify;
