namespace Acme.Workshop.Contracts;

/// <summary>Do something.</summary>
#if (hasEntity)
/// <param name="Gadget">The gadget.</param>
#endif
/// <param name="Reason">Why, for those who ask later. <example>It was asked for by phone.</example></param>
#if (hasEntity)
[Post("/gadgets/{gadget}/do-something"), Allow(Role.CustomerUser, Role.CustomerAdministrator)]
public sealed record DoSomething(GadgetId Gadget, [Required, Length(1, 1_000)] string Reason) : ICommand;
#else
[Post("/do-something"), Allow(Role.CustomerUser, Role.CustomerAdministrator)]
public sealed record DoSomething([Required, Length(1, 1_000)] string Reason) : ICommand;
#endif
