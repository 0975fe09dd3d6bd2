/**
 * The open alerts and their recipients: tables of fixed capacity that hold state and no behaviour beyond keeping their own lists and indexes right. Engine thread
 * only.
 */
package io.tocsin.engine.alert;
