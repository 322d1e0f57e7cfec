namespace Acme.Workshop.Contracts;

/// <summary>Creates a gadget. It is <c>open</c> then.</summary>
/// <remarks>Refused with <c>workshop.title_taken</c> when the customer has another with this title.</remarks>
/// <param name="Title">What it is called, in a few words. <example>For the spring campaign</example></param>
[Post("/gadgets"), Allow(Role.CustomerUser, Role.CustomerAdministrator)]
public sealed record CreateGadget([Required, Length(1, 200)] string Title) : ICommand<GadgetReceipt>;

/// <summary>Confirms that a gadget was created.</summary>
/// <param name="Id">The new gadget.</param>
public sealed record GadgetReceipt(GadgetId Id);
