using TestDigitalPlatform.Commands;
using TestDigitalPlatform.Data;
using TestDigitalPlatform.Encryption;
using TestDigitalPlatform.Generated;
using TestDigitalPlatform.Operations;
using TestDigitalPlatform.Testing.Keys;

namespace TestDigitalPlatform.Core.Tests.Encryption;

/// <summary>A service that stores people, whose e-mail addresses are sensitive.</summary>
internal sealed class People : IAsyncDisposable
{
    private readonly TaskService service;

    private People(TaskService service, IKeyStore keys, TimeProvider time)
    {
        (this.service, Keys) = (service, keys);
        service.Data.Vault = new Vault(new KeyCache(keys, time));
    }

    internal IKeyStore Keys { get; }

    internal TestDigitalPlatform.Testing.TestDatabase Stored => service.Stored;

    internal Database Data => service.Data;

    internal static async Task<People> Start(IKeyStore? keys = null, TimeProvider? time = null) =>
        new(await TaskService.Start(), keys ?? new MemoryKeyStore(), time ?? TimeProvider.System);

    internal Task<Outcome<Sensitive<string>>> Add(AddPerson command, Caller? caller = null, string? key = null) =>
        service.Commands.Run(
            BlindCommand<AddPersonHandler, AddPerson, Sensitive<string>>.Instance, command,
            new CommandCall(Operation, caller ?? TaskService.Acme, IdempotencyKey: key), default);

    internal async Task<IReadOnlyList<Person>> All(Caller caller) =>
        await service.Db(caller).List<Person>("select id, email, card from person order by id", default);

    internal Db Db(Caller caller) => service.Db(caller);

    public ValueTask DisposeAsync() => service.DisposeAsync();

    private static readonly Operation Operation = new()
    {
        Message = typeof(AddPerson), Answer = typeof(Sensitive<string>), IsCommand = true, Method = "POST", Path = "/people",
    };
}

internal sealed record AddPerson(Sensitive<string> Email, CustomerId? Customer = null) : ICommand<Sensitive<string>>;

internal sealed record PersonAdded(Guid Person, Sensitive<string> Email) : IEvent
{
    string IEvent.Subject => Person.ToString();
}

internal sealed record Card(Sensitive<string> Phone, int Floor);

internal sealed record Person(Guid Id, Sensitive<string> Email, Card? Card);

internal sealed class AddPersonHandler : ICommandHandler<AddPerson, Sensitive<string>>
{
    internal static readonly Refusal Taken = new("people.email_taken", "Somebody has this address.");

    public static Decision<Sensitive<string>> Decide(AddPerson command, CommandContext context)
    {
        var id = Guid.CreateVersion7(context.Now);
        var customer = command.Customer ?? context.Customer;
        var email = command.Customer is null ? command.Email : command.Email.For(customer);
        return Decision.Accept(command.Email)
            .Insert(
                $"""
                insert into person (id, customer_id, email, email_key, card)
                values ({id}, {customer}, {email}, {email.SearchKey()}, {new Card(email, 3)})
                """,
                Taken, constraint: "person_email")
            .Notify(new PersonAdded(id, email));
    }
}

internal static class PersonRows
{
    // What the generator writes for a service.
    [System.Runtime.CompilerServices.ModuleInitializer]
    internal static void Register() => RowReader<Person>.Register(
        ["id", "email", "card"],
        static (r, o) => new Person(
            SqlValue<Guid>.Read(r, o[0]), SqlValue<Sensitive<string>>.Read(r, o[1]), SqlValue<Card>.ReadOrNull(r, o[2])));
}
