/**
 * Runs the stack program in process, with no account and no Pulumi CLI, and keeps what it
 * registers.
 */
package com.genericcorp.hq.plan.capture;
