/**
 * Agents, their tasks, and the workers that run them. What a task is stands in its organisation's
 * schema; that it is to be run stands in the shared queue, as ids only.
 */
package com.genericcorp.hq.server.tasks;
