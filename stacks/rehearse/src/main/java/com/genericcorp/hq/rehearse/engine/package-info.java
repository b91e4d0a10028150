/** Requests and answers of the AWS SDK as plain values: maps, lists, text, numbers. */
package com.genericcorp.hq.rehearse.engine;
