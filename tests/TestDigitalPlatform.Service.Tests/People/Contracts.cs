using System.ComponentModel.DataAnnotations;

namespace TestDigitalPlatform.Service.Tests.People;

/// <summary>Names a person.</summary>
[Id]
public readonly partial record struct PersonId(Guid Value);

/// <summary>A person of a team.</summary>
public sealed record Person(PersonId Id, Sensitive<string> Email, string Team);

/// <summary>Registers a person.</summary>
[Post("/people"), Allow(Role.CustomerUser)]
public sealed record RegisterPerson([EmailAddress, Length(5, 60)] Sensitive<string> Email, [Length(1, 50)] string Team)
    : ICommand<Person>;

/// <summary>Lists people.</summary>
[Get("/people"), Allow(Role.CustomerUser, Role.PlatformAdministrator)]
public sealed record ListPeople : PageQuery<Person>;

/// <summary>Finds the person with an address.</summary>
[Post("/people/searches"), Allow(Role.CustomerUser)]
public sealed record FindPerson([EmailAddress, Length(5, 60)] Sensitive<string> Email) : ICommand<Person>;

/// <summary>A person was registered.</summary>
public sealed record PersonRegistered(CustomerId Customer, PersonId Person, Sensitive<string> Email) : IEvent
{
    string IEvent.Subject => Person.ToString();
}

/// <summary>A person joined elsewhere.</summary>
public sealed record PersonJoined(CustomerId Customer, PersonId Person, Sensitive<string> Email, string Team) : IEvent
{
    string IEvent.Subject => Person.ToString();
}
