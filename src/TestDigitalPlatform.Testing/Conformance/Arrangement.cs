using System.Globalization;
using System.Text.Json;
using TestDigitalPlatform.Testing.Conformance;

namespace TestDigitalPlatform.Testing;

/// <summary>Creates the state that one operation requires in the conformance suite.</summary>
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

    /// <summary>The customer of this arrangement; a new one each time.</summary>
    public CustomerId Customer { get; }

    /// <summary>The service, for state that no command can create.</summary>
    public TestService Service => session.Service;

    /// <summary>Whether this arrangement is for a message of this type.</summary>
    public bool IsFor<TMessage>() => operation.Message == typeof(TMessage);

    /// <summary>Uses this value for each member of its type in the operation's message.</summary>
    /// <param name="value">
    /// Usually a new id; it replaces an earlier value of the same type. A message is sent unchanged
    /// if it is the operation's message, and ignored otherwise.
    /// </param>
    public void Use<T>(T value)
        where T : notnull
    {
        if (typeof(T) == operation.Message)
            message = value;
        else
            values[typeof(T)] = value;
    }

    /// <summary>Sends a command and expects success.</summary>
    /// <param name="command">The command.</param>
    /// <param name="role">The caller's role. Default: the first allowed role, customer roles first.</param>
    public Task<TAnswer> Send<TAnswer>(ICommand<TAnswer> command, Role? role = null) => Call<TAnswer>(command, role);

    /// <summary>Sends a query and expects an answer.</summary>
    /// <param name="query">The query.</param>
    /// <param name="role">The caller's role. Default: the first allowed role, customer roles first.</param>
    public Task<TAnswer> Ask<TAnswer>(IQuery<TAnswer> query, Role? role = null) => Call<TAnswer>(query, role);

    /// <summary>
    /// The caller in a role: a user of the arranged customer or a platform user, with the permissions that
    /// the operation requires for the role.
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

    internal bool TryGetValue(Type type, out object? value) => values.TryGetValue(type, out value);

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
