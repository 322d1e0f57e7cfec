namespace Acme.Workshop.Contracts;

/// <summary>Names a gadget.</summary>
/// <param name="Value">The bare UUID; version 7, so that ids sort by when they were made.</param>
[Id]
public readonly partial record struct GadgetId(Guid Value);
