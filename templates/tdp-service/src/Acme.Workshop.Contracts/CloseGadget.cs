namespace Acme.Workshop.Contracts;

/// <summary>Closes a gadget, for good.</summary>
/// <remarks>Refused with <c>workshop.gadget_closed</c> when it is closed already.</remarks>
/// <param name="Gadget">The gadget.</param>
/// <param name="Reason">Why, for those who ask later. <example>Everything was delivered.</example></param>
[Post("/gadgets/{gadget}/closing"), Allow(Role.CustomerUser, Role.CustomerAdministrator)]
public sealed record CloseGadget(GadgetId Gadget, [Required, Length(1, 1_000)] string Reason) : ICommand;
