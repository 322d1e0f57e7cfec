namespace TestDigitalPlatform.Service.Tests.People;

internal sealed class RegisterPersonHandler : ICommandHandler<RegisterPerson, Person>
{
    public static readonly Refusal Taken = new("people.email_taken", "Somebody has this address.");

    public static Decision<Person> Decide(RegisterPerson command, CommandContext context)
    {
        var person = new Person(context.NewId<PersonId>(), command.Email, command.Team);
        return Decision.Accept(person)
            .Insert(Insert(person, context.Customer), Taken, constraint: "person_email")
            .Notify(new PersonRegistered(context.Customer, person.Id, command.Email));
    }

    internal static Sql Insert(Person person, CustomerId customer) =>
        $"""
        insert into person (id, customer_id, email, email_key, team)
        values ({person.Id}, {customer}, {person.Email}, {person.Email.SearchKey()}, {person.Team})
        """;
}

internal sealed class FindPersonHandler : ICommandHandler<FindPerson, Person, Person>
{
    public Task<Person> Fetch(FindPerson command, Db db, CancellationToken cancellationToken) => db.One<Person>(
        $"select id, email, team from person where email_key = {command.Email.SearchKey()}", cancellationToken);

    public static Decision<Person> Decide(FindPerson command, Person state, CommandContext context) => Decision.Accept(state);
}

internal sealed class ListPeopleHandler : IQueryHandler<ListPeople, Page<Person>>
{
    public Task<Page<Person>> Fetch(ListPeople query, Db db, CancellationToken cancellationToken) =>
        db.Page("select id, email, team from person", query, cancellationToken);
}

internal sealed class PersonJoinedHandler : IEventHandler<PersonJoined>
{
    public static readonly Refusal Unknown = new("people.unknown_team", "There is no such team.");

    public static Decision<Nothing> Decide(PersonJoined @event, EventContext context) => @event.Team == "unknown"
        ? Decision.Refuse(Unknown)
        : Decision.Accept()
            .Insert(RegisterPersonHandler.Insert(new Person(@event.Person, @event.Email, @event.Team), @event.Customer))
            .Notify(new PersonRegistered(@event.Customer, @event.Person, @event.Email));
}
