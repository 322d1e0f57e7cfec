using Npgsql;
using TestDigitalPlatform.Encryption;
using TestDigitalPlatform.Testing;

namespace TestDigitalPlatform.Core.Tests.Encryption;

public sealed class SensitiveColumnTests
{
    private const string Email = "grace@acme.example";

    [Fact]
    public async Task A_value_is_ciphertext_wherever_it_is_stored_and_is_read_as_it_was()
    {
        await using var people = await People.Start();

        (await people.Add(new AddPerson(Email), key: "k1")).Refusal.ShouldBeNull();

        var person = (await people.All(TaskService.Acme)).ShouldHaveSingleItem();
        person.Email.Reveal().ShouldBe(Email);
        person.Card!.Phone.Reveal().ShouldBe(Email);
        person.Card.Floor.ShouldBe(3);
        (await Places(people.Stored, "grace@acme")).ShouldBeEmpty();
    }

    [Fact]
    public async Task The_answer_to_a_repeat_is_kept_encrypted_and_told_as_it_was()
    {
        await using var people = await People.Start();
        await people.Add(new AddPerson(Email), key: "k1");

        var again = await people.Add(new AddPerson(Email), key: "k1");

        again.Replayed.ShouldBeTrue();
        again.Answer.Reveal().ShouldBe(Email);
        again.Told.ShouldBe($"\"{Email}\"");
        (await people.Stored.Scalar<string>("select answer from tdp.idempotency")).ShouldStartWith("\"tdp:sealed:");
    }

    [Fact]
    public async Task A_value_is_found_by_its_search_key_in_its_own_customer_only()
    {
        await using var people = await People.Start();
        await people.Add(new AddPerson(Email));
        await people.Add(new AddPerson(Email), TaskService.Globex);

        (await people.Add(new AddPerson(Email))).Refusal.ShouldBe(AddPersonHandler.Taken);
        (await Found(TaskService.Acme, Email)).ShouldBe(1);
        (await Found(TaskService.Acme, "ada@acme.example")).ShouldBe(0);
        (await Found(TaskService.Platform, Email)).ShouldBe(0);
        (await people.Stored.Scalar<long>("select count(distinct email_key) from person")).ShouldBe(2);

        async Task<long> Found(Caller caller, Sensitive<string> email) => await people.Db(caller).One<long>(
            $"select count(*) from person where email_key = {email.SearchKey()}", default);
    }

    [Fact]
    public async Task Rotation_encrypts_anew_and_still_reads_and_finds_what_was_before()
    {
        var time = new TestTime();
        await using var people = await People.Start(time: time);
        await people.Add(new AddPerson(Email));

        await people.Keys.Add(CustomerId.Parse("acme"), 2, default);
        time.Advance(KeyCache.Lifetime);
        await people.Add(new AddPerson("ada@acme.example"));

        (await people.All(TaskService.Acme)).Select(p => p.Email.Reveal()).ShouldBe([Email, "ada@acme.example"], ignoreOrder: true);
        (await people.Stored.Scalar<string>(
            "select string_agg(get_byte(email, 4)::text, ' ' order by id) from person")).ShouldBe("1 2");
        (await people.Add(new AddPerson(Email))).Refusal.ShouldBe(AddPersonHandler.Taken);
    }

    [Fact]
    public async Task Erasure_leaves_rows_without_their_values_and_touches_nobody_else()
    {
        var time = new TestTime();
        await using var people = await People.Start(time: time);
        await people.Add(new AddPerson(Email));
        await people.Add(new AddPerson("bob@globex.example"), TaskService.Globex);

        (await people.Keys.Destroy(CustomerId.Parse("acme"), default)).ShouldHaveSingleItem().Number.ShouldBe(1);
        time.Advance(KeyCache.Lifetime);

        (await people.All(TaskService.Acme)).ShouldHaveSingleItem().Email.IsErased.ShouldBeTrue();
        (await people.All(TaskService.Platform)).Count(p => p.Email.IsErased).ShouldBe(1);
        (await people.All(TaskService.Globex)).ShouldHaveSingleItem().Email.Reveal().ShouldBe("bob@globex.example");
        (await people.Add(new AddPerson("new@acme.example"))).Refusal.ShouldBe(Sealer.Erased);
    }

    [Fact]
    public async Task An_erased_value_that_is_stored_again_stays_what_it_was_and_finds_nothing()
    {
        var time = new TestTime();
        await using var people = await People.Start(time: time);
        await people.Add(new AddPerson(Email));
        await people.Keys.Destroy(CustomerId.Parse("acme"), default);
        time.Advance(KeyCache.Lifetime);
        var erased = (await people.All(TaskService.Acme)).ShouldHaveSingleItem();

        // Its columns can't be null.
        (await people.Add(new AddPerson(erased.Email))).Refusal.ShouldBeNull();

        (await people.All(TaskService.Acme)).Select(p => p.Email.IsErased).ShouldBe([true, true]);
        (await people.Stored.Scalar<long>("select count(distinct email) from person")).ShouldBe(1);
        (await people.Stored.Scalar<long>("select count(distinct email_key) from person")).ShouldBe(2);
    }

    [Fact]
    public async Task A_key_that_is_not_there_yet_is_a_store_that_is_away()
    {
        await using var people = await People.Start();
        await people.Add(new AddPerson(Email));

        // The number of the key.
        await Change(people, "update person set email = set_byte(email, 4, 9)");

        (await Should.ThrowAsync<KeysUnavailableException>(() => people.All(TaskService.Acme))).Message.ShouldContain("key 9 of acme");
    }

    [Fact]
    public async Task What_the_platforms_people_store_for_a_customer_is_erased_with_the_customer()
    {
        var time = new TestTime();
        await using var people = await People.Start(time: time);
        await people.Add(new AddPerson(Email, CustomerId.Parse("acme")), TaskService.Platform);
        (await people.All(TaskService.Acme)).ShouldHaveSingleItem().Email.Reveal().ShouldBe(Email);

        await people.Keys.Destroy(CustomerId.Parse("acme"), default);
        time.Advance(KeyCache.Lifetime);

        (await people.All(TaskService.Platform)).ShouldHaveSingleItem().Email.IsErased.ShouldBeTrue();
    }

    [Fact]
    public async Task A_ciphertext_that_was_moved_to_another_customer_does_not_open()
    {
        await using var people = await People.Start();
        await people.Add(new AddPerson(Email));
        await people.Add(new AddPerson("bob@globex.example"), TaskService.Globex);

        await Change(people, "update person set email = (select email from person where customer_id = 'acme') where customer_id = 'globex'");

        var refused = await Should.ThrowAsync<PlatformException>(() => people.All(TaskService.Globex));
        refused.Code.ShouldBe("TDP0421");
        refused.ToString().ShouldNotContain("grace");

        // Nor when it says that it is globex's.
        await Change(
            people, "update person set email = overlay(email placing convert_to('globexx', 'UTF8') from 7 for 4) where customer_id = 'globex'");
        await Change(people, "update person set email = set_byte(email, 5, 6) where customer_id = 'globex'");
        (await Should.ThrowAsync<PlatformException>(() => people.All(TaskService.Globex))).Code.ShouldBe("TDP0421");
    }

    [Theory]
    [InlineData(0)]
    [InlineData(12)]
    [InlineData(40)]
    public async Task A_byte_that_was_changed_is_noticed(int at)
    {
        await using var people = await People.Start();
        await people.Add(new AddPerson(Email));

        await Change(people, $"update person set email = set_byte(email, {at}, get_byte(email, {at}) # 1)");

        (await Should.ThrowAsync<PlatformException>(() => people.All(TaskService.Acme))).Code.ShouldBe("TDP0421");
    }

    [Fact]
    public async Task Without_a_key_store_nothing_is_stored()
    {
        await using var people = await People.Start();
        people.Data.Vault = Vault.WithoutKeys;

        (await Should.ThrowAsync<PlatformException>(() => people.Add(new AddPerson(Email)))).Code.ShouldBe("TDP0420");
        (await people.Stored.Scalar<long>("select count(*) from person")).ShouldBe(0);
    }

    [Fact]
    public async Task A_value_can_not_be_sent_before_it_is_encrypted()
    {
        await using var people = await People.Start();
        await using var batch = people.Data.Source.CreateBatch();
        batch.BatchCommands.Add(TestDigitalPlatform.Data.Database.Command($"select {new Sensitive<string>(Email)}"));

        var refused = await Should.ThrowAsync<Exception>(() => batch.ExecuteNonQueryAsync());

        refused.ToString().ShouldNotContain("grace");
    }

    private static async Task Change(People people, string sql)
    {
        await using var connection = await people.Stored.OpenAsSuperuser();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }

    // The tables that hold a text, as it is or as bytes.
    private static async Task<IReadOnlyList<string>> Places(TestDatabase database, string text)
    {
        await using var connection = await database.OpenAsSuperuser();
        var tables = new List<string>();
        await using (var list = new NpgsqlCommand(
            "select format('%I.%I', schemaname, tablename) from pg_tables where schemaname not in ('pg_catalog', 'information_schema')",
            connection))
        await using (var reader = await list.ExecuteReaderAsync())
        {
            while (await reader.ReadAsync())
                tables.Add(reader.GetString(0));
        }

        var found = new List<string>();
        foreach (var table in tables)
        {
            await using var search = new NpgsqlCommand(
                $"select exists (select from {table} t where position($1 in t::text) > 0 or position($2 in t::text) > 0)", connection)
            {
                Parameters =
                {
                    new() { Value = text },
                    new() { Value = Convert.ToHexStringLower(System.Text.Encoding.UTF8.GetBytes(text)) },
                },
            };
            if ((bool)(await search.ExecuteScalarAsync())!)
                found.Add(table);
        }

        tables.ShouldContain("public.person");
        return found;
    }
}
