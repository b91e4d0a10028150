/** AgentHQ on ECS: what serves, what changes schemas, and what is run on demand or by schedule. */
package com.genericcorp.hq.stacks.service;
