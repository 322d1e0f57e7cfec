using System.Globalization;
using System.Text.Json;
using TestDigitalPlatform.Testing.Conformance;

namespace TestDigitalPlatform.Testing;

/// <summary>What one operation of a service finds when the conformance suite calls it.</summary>
public sealed class Arrangement
{
    private readonly ConformanceSession session;
    private readonly Operation operation;
    private readonly Dictionary<Type, object> values = [];
    private object? message;

    internal Arrangement(ConformanceSession session, Operation operation, CustomerId customer)
    {
        (this.session, this.operation, Customer) = (session, operation, customer);
        values[typeof(CustomerId)] = customer;
    }

    /// <summary>The customer that everything is arranged for; another one each time.</summary>
    public CustomerId Customer { get; }

    /// <summary>The service, for what no command can bring about.</summary>
    public TestService Service => session.Service;

    /// <summary>Whether this is arranged for a message of this type, which needs something else than others.</summary>
    public bool IsFor<TMessage>() => operation.Message == typeof(TMessage);

    /// <summary>Calls the operation with this value wherever its message has a member of this type.</summary>
    /// <param name="value">
    /// Usually the id of what was just made; it takes the place of one of the same type. A message is sent as it stands
    /// when it is the operation's own, and otherwise does nothing.
    /// </param>
    public void Use<T>(T value)
        where T : notnull
    {
        if (typeof(T) == operation.Message)
            message = value;
        else
            values[typeof(T)] = value;
    }

    /// <summary>Sends a command, and expects it to be done.</summary>
    /// <param name="command">The command.</param>
    /// <param name="role">As whom; the first role that may, a customer's before the platform's, unless set.</param>
    public Task<TAnswer> Send<TAnswer>(ICommand<TAnswer> command, Role? role = null) => Call<TAnswer>(command, role);

    /// <summary>Asks a query, and expects an answer.</summary>
    /// <param name="query">The query.</param>
    /// <param name="role">As whom; the first role that may, a customer's before the platform's, unless set.</param>
    public Task<TAnswer> Ask<TAnswer>(IQuery<TAnswer> query, Role? role = null) => Call<TAnswer>(query, role);

    /// <summary>
    /// Who calls in a role: of the arranged customer, unless the role is the platform's, and with the permissions that
    /// the operation asks of the role.
    /// </summary>
    public Caller Caller(Role role) => Caller(role, operation);

    private Caller Caller(Role role, Operation called) => new(
        UserId.Parse($"conformance-{JsonNamingPolicy.KebabCaseLower.ConvertName(role.ToString())}"),
        role,
        role is Role.PlatformAdministrator or Role.PlatformMaintenance ? null : Customer)
    {
        Permissions = called.PermissionsFor(role),
    };

    /// <summary>The message that the operation is called with, when the team said it as a whole.</summary>
    internal object? Message => message;

    /// <summary>Whatever was named, as it stands in a path or a body: what nobody else may see.</summary>
    internal IEnumerable<string> Values =>
        values.Values.Select(v => Convert.ToString(v, CultureInfo.InvariantCulture)!);

    internal bool TryGet(Type type, out string text)
    {
        var found = values.TryGetValue(Nullable.GetUnderlyingType(type) ?? type, out var value);
        text = found ? Convert.ToString(value, CultureInfo.InvariantCulture)! : "";
        return found;
    }

    private async Task<TAnswer> Call<TAnswer>(object sent, Role? role)
    {
        var profile = session.Operations.FirstOrDefault(o => o.Operation.Message == sent.GetType())
            ?? throw new InvalidOperationException($"The service has no operation {sent.GetType().Name}.");
        using var request = MessageCall.Of(profile, sent).Request();
        using var response = await session.ClientOf(Caller(role ?? profile.UsualRole, profile.Operation)).SendAsync(request);
        if (typeof(TAnswer) != typeof(Nothing))
            return await response.ShouldAnswer<TAnswer>();
        await response.ShouldSucceed();
        return default!;
    }
}
