/**
 * Pulumi's stacks as deployments see them: what they can do, what changes, who holds their state.
 */
package com.genericcorp.hq.deploy.stack;
