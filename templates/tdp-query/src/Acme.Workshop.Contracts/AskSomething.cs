namespace Acme.Workshop.Contracts;

/// <summary>Ask something.</summary>
#if (hasEntity)
[Get("/gadgets/ask-something"), Allow(Role.CustomerUser, Role.CustomerAdministrator)]
#else
[Get("/ask-something"), Allow(Role.CustomerUser, Role.CustomerAdministrator)]
#endif
public sealed record AskSomething : IQuery<AskSomethingAnswer>;

/// <summary>The answer.</summary>
/// <param name="Count">How many there are. <example>3</example></param>
public sealed record AskSomethingAnswer(long Count);
